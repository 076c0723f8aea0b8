/* Everything that a page can do better with JavaScript, in one file that is fetched after the text. */
import './settings.ts'
import './share.ts'
import './quote.ts'
