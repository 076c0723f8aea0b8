/**
 * A paragraph's sentences. A dot within a word (`T.Ư`) or after a short title (`TP.`, `PGS.TS.`) ends none.
 * Not `Intl.Segmenter`: Firefox has it from 125 on only.
 */
export const sentences = (text: string): RegExpMatchArray[] => [
  ...text.matchAll(/\S(?:(?:T[PXS]|Tp|ThS|GS|BS|KTS|LS)\. |[\s\S])*?(?:[.!?…]{1,9}["”’)]{0,4}(?=\s)|$)/g),
]
