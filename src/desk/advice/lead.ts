import { comparable } from '../../articles/read.ts'
import { inOwnCharacters } from '../../fonts/reading-set.ts'
import { wordsOf } from './passages.ts'
import type { Finding, Rule, Written } from './rule.ts'

/** Characters that a headline may have before search results and cards cut it. */
const headlineLimit = 90

/** Characters after which Facebook, the most patient of the previews, cuts a description; X does so after 200. */
const leadLimit = 300

const letters = (text: string) => [...text].length

/** A headline that cards, lists and search results cut. */
export const longHeadline: Rule = {
  name: 'long-headline',
  find: (article) => tooLong(article, 'title', headlineLimit, 'search results and cards cut it'),
}

/** A lead that link previews cut. */
export const longLead: Rule = {
  name: 'long-lead',
  find: (article) => tooLong(article, 'description', leadLimit, 'every preview of a link cuts it'),
}

function tooLong({ matter }: Written, field: 'title' | 'description', limit: number, why: string): Finding[] {
  const length = letters(matter.frontmatter?.[field] ?? '')
  const range = matter.rangeOf(field)
  if (length <= limit || !range) return []
  const [from, to] = range
  return [{ from, to, wrong: `${field} has ${length} characters: ${why}`, write: `${limit} characters or fewer` }]
}

/** Characters that a share card leaves out: its faces have the letters of Vietnamese and of Western Europe. */
export const lostOnCard: Rule = {
  name: 'lost-on-card',
  find: ({ matter, contents }) =>
    [['title'], ['author'], ...(matter.frontmatter?.author ?? []).map((_, i) => ['author', i])].flatMap((path) => {
      const range = matter.rangeOf(...path)
      const lost = range && Array.from(contents.slice(...range)).find(isLost)
      if (!range || !lost) return []
      const from = range[0] + contents.slice(...range).indexOf(lost)
      const wrong = `the share card leaves ${lost} out, as its faces do not have it`
      return [{ from, to: from + lost.length, wrong, write: 'the word in letters of Vietnamese, where there is one' }]
    }),
}

const isLost = (character: string) => !/[\s\p{C}\p{M}]/u.test(character) && inOwnCharacters(character) === ''

/** A lead that stands in the text again. Where the text opens with it, the page prints it once. */
export const leadRepeated: Rule = {
  name: 'lead-repeated',
  find: ({ matter, passages }) => {
    const lead = comparable(matter.frontmatter?.description ?? '')
    // A lead of a few words is bound to come again.
    if (letters(lead) < 40) return []
    return passages
      .filter(({ kind }) => kind === 'paragraph')
      .flatMap((passage, i) => {
        const text = comparable(wordsOf(passage))
        if (!text.includes(lead) || (i === 0 && text.startsWith(lead))) return []
        const write =
          'the text without it, or the lead as the very first words of the text, where the page prints it once'
        const { from } = passage
        return [{ from, to: from + passage.text.length, wrong: 'this paragraph repeats the lead', write }]
      })
  },
}
