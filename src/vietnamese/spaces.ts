/**
 * Makes plain spaces of the no-break spaces that editors paste without knowing: beside a digit one may be meant, between
 * words none is, and lines could not break there.
 */
export const withPlainSpaces = (text: string): string => text.replace(/(?<=[^\d\s])[\u00a0\u202f](?=[^\d\s])/g, ' ')
