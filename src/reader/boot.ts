/*
 * Restores the reader's settings before the first paint; inline in the head, because any later they would flash.
 * Without it the page follows the system, and the settings sheet works for as long as the page stays open.
 */
import { read } from './settings-store.ts'

Object.assign(document.documentElement.dataset, read())
