import { copyText, permalink } from './copy.ts'
import { atEnd, button, canShow, make, offer, pill, say } from './dom.ts'
import { load, save } from './store.ts'

/** What a tool is given of the page: it has one dock, one status line and one clipboard, whoever uses them. */
export const page = { atEnd, button, canShow, copyText, load, make, offer, permalink, pill, save, say }

export type Page = typeof page
