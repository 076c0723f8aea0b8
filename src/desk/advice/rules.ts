import { legacyText, noBreakSpace, privateUseCharacter, replacementCharacter } from './codes.ts'
import { changeToCome } from './dates.ts'
import { footnoteWithoutText } from './footnotes.ts'
import { leadRepeated, longHeadline, longLead, lostOnCard } from './lead.ts'
import { lookAlikeLetters } from './letters.ts'
import { altIsCaption, unusedPicture } from './pictures.ts'
import { mixedQuotationMarks } from './quotation-marks.ts'
import type { Rule } from './rule.ts'
import { doubledSpace, invisibleCharacter, spaceBeforePunctuation, spaceInQuotes } from './spaces.ts'
import { mixedTonePlacement } from './tones.ts'
import { dialogueList, leftoverMark, numberList, underlinedHeading, verseLines } from './typing.ts'

/** Every rule that needs one article alone; `links.ts` has the two that need them all. */
export const rules: readonly Rule[] = [
  doubledSpace,
  spaceBeforePunctuation,
  spaceInQuotes,
  invisibleCharacter,
  lookAlikeLetters,
  mixedQuotationMarks,
  mixedTonePlacement,
  longHeadline,
  longLead,
  lostOnCard,
  leadRepeated,
  changeToCome,
  altIsCaption,
  unusedPicture,
  footnoteWithoutText,
  legacyText,
  replacementCharacter,
  privateUseCharacter,
  noBreakSpace,
  dialogueList,
  numberList,
  underlinedHeading,
  verseLines,
  leftoverMark,
]
