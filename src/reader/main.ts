/*
 * What a page offers with JavaScript, in one file that is fetched after the text. What a button does lies in a tool of
 * its own, fetched when it is used. Without it the page is whole, and nothing promises otherwise.
 */
import './offline.ts'
import './settings.ts'
import './position.ts'
import './share.ts'
import './offers.ts'
