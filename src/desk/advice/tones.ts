import type { Rule, Written } from './rule.ts'

/** The ends of open syllables whose tone mark has two places, and whether it is on the first of the two letters. */
const ends = new Map([
  ...pairs('òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy', true),
  ...pairs('oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ', false),
])

interface Syllable {
  text: string
  at: number
  /** The syllable with its tone mark taken off: `hòa` and `hoà` are the same. */
  same: string
  first: boolean
}

/**
 * Tone marks placed in both ways in one article, as in `hòa` and `thuỷ`. Both ways are right; mixed, a reader who
 * searches for a word finds half of it. Names are spelled as their bearers do: they count only against themselves.
 */
export const mixedTonePlacement: Rule = {
  name: 'mixed-tone-placement',
  find: (article) => {
    const syllables = syllablesOf(article)
    const common = syllables.filter(({ text }) => text === text.toLowerCase())
    const sides = Map.groupBy(common, ({ first }) => first)
    const usual = (sides.get(true)?.length ?? 0) >= (sides.get(false)?.length ?? 0)
    const mixed = sides.size > 1 ? common.filter(({ first }) => first !== usual) : []
    const bothWays = [...Map.groupBy(syllables, ({ same }) => same).values()].flatMap((group) =>
      new Set(group.map(({ first }) => first)).size > 1 ? group.filter(({ first }) => first !== usual) : [],
    )
    const told = new Map<string, Syllable>()
    for (const syllable of [...mixed, ...bothWays]) if (!told.has(syllable.text)) told.set(syllable.text, syllable)
    return [...told.values()].map(({ text, at, first }) => ({
      from: at,
      to: at + text.length,
      wrong: `"${text}" has its mark on the ${first ? 'first' : 'second'} vowel, and most of the article on the other`,
      write: `"${moveMark(text, first)}"; both are right, but one article has one way`,
    }))
  },
}

function syllablesOf({ passages }: Written): Syllable[] {
  return passages.flatMap(({ from, text }) =>
    [...text.matchAll(/\p{L}+/gu)].flatMap(({ 0: word, index }): Syllable[] => {
      const first = ends.get(word.slice(-2).toLowerCase())
      // After q, u is no vowel: `quý` has one place.
      if (first === undefined || /q..$/i.test(word)) return []
      return [{ text: word, at: from + index, same: first ? word : moveMark(word, false), first }]
    }),
  )
}

/** Moves the tone mark to the other of a syllable's last two letters; marks that make a letter (ô, ư) stay. */
function moveMark(word: string, first: boolean): string {
  const [before, v1 = '', v2 = ''] = [word.slice(0, -2), word.at(-2), word.at(-1)]
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec((first ? v1 : v2).normalize('NFD'))?.[0] ?? ''
  const bare = (letter: string) => letter.normalize('NFD').replace(tone, '')
  return `${before}${bare(v1)}${first ? '' : tone}${bare(v2)}${first ? tone : ''}`.normalize('NFC')
}

function pairs(list: string, first: boolean): [string, boolean][] {
  return list.split(' ').map((end) => [end, first])
}
