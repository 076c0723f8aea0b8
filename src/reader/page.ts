import { copyText, permalink } from './copy.ts'
import { atEnd, button, canShow, make, offer, pill, say } from './dom.ts'

/** What a tool is given of the page: it has one dock, one status line and one clipboard, whoever uses them. */
export const page = { atEnd, button, canShow, copyText, make, offer, permalink, pill, say }

export type Page = typeof page
