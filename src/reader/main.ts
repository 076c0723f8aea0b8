/*
 * Everything that a page can do better with JavaScript, in one file that is fetched after the text.
 * The parts need no order; this one compresses best, by 70 B.
 */
import './offline.ts'
import './notes.ts'
import './settings.ts'
import './marks.ts'
import './print.ts'
import './zoom.ts'
import './quote.ts'
import './listen.ts'
import './place.ts'
import './share.ts'
import './keys.ts'
