/*
 * What a reader may have meant whose words stand nowhere. A module that search.ts imports when it found nothing.
 */
import { nearest } from '../markdown/nearest.ts'
import { foldMarks } from '../vietnamese/slug.ts'

/** Short syllables have many neighbours: one letter may differ, two in a word longer than this. */
const shortest = 5

/**
 * A query as it may have been meant.
 *
 * @param known the words of the index, the most used first
 * @returns its words, those that nothing is near to left out
 */
export function meant(query: readonly string[], known: readonly string[]): string[] {
  const plain = known.map(foldMarks)
  return query.flatMap((word) => {
    const asked = foldMarks(word)
    const near = plain.includes(asked) ? undefined : nearest(asked, plain, asked.length > shortest ? 2 : 1)
    return plain.includes(asked) ? word : (known[plain.indexOf(near ?? '')] ?? [])
  })
}
