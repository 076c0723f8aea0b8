/*
 * Fetches pictures that are still to come before the page is printed.
 * Without it, a picture that was never scrolled to may be missing on paper.
 */
import { wholePictures } from './pictures.ts'

addEventListener('beforeprint', wholePictures)
