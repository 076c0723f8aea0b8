import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { now } from '../../vietnamese/date.ts'
import type { Draft } from '../draft.ts'
import { draftFromDocument, isDocument } from '../from-document.ts'
import { draftFromHtml } from '../from-html.ts'
import { decodeText, draftFromText } from '../from-text.ts'
import { makeArticle, typedDate } from '../new-article.ts'

/*
 * Makes the next article's folder: `npm run new` asks for the headline, `npm run new -- --title "…" --photo a.jpg` does
 * not, `npm run new -- --from bai.txt` (or a saved page, bai.html) takes all that the file tells. Nothing is overwritten.
 */

const options = {
  title: { type: 'string' },
  description: { type: 'string' },
  author: { type: 'string', multiple: true },
  date: { type: 'string' },
  place: { type: 'string' },
  section: { type: 'string' },
  tag: { type: 'string', multiple: true },
  photo: { type: 'string' },
  caption: { type: 'string' },
  credit: { type: 'string' },
  from: { type: 'string' },
} as const

const { values } = parseArgs({ options })
const draft = values.from ? await draftOf(values.from) : { photos: [], blocks: [], notes: [] }
const { title, description, author, date, place, section, tag, photo, caption, credit } = values
Object.assign(draft, known({ title, description, author, place, section, tags: tag, date: date && typedDate(date) }))
if (photo) {
  const [first, ...others] = draft.photos
  const { bytes: _, mayFail: __, ...told } = first ?? { after: 0 }
  draft.photos = [{ ...told, file: photo, ...known({ caption, credit }) }, ...others]
}
draft.title ??= await ask()
const { file, notes } = await makeArticle(process.cwd(), draft, now())
console.log(
  [...found(draft), '', `made ${file}`, ...notes.map((note) => `  look: ${note}`), '', ...next(file)].join('\n'),
)

function known<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as Partial<T>
}

async function draftOf(file: string): Promise<Draft> {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch {
    throw new Error(`there is no file ${file} that can be read`)
  }
  if (/\.(?:html?|xhtml|mht|mhtml)$/i.test(file)) return draftFromHtml(bytes, file)
  if (isDocument(bytes)) return draftFromDocument(bytes)
  const { text, notes } = decodeText(bytes)
  const draft = draftFromText(text)
  return { ...draft, notes: [...notes, ...draft.notes] }
}

async function ask(): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('a headline is missing: npm run new -- --title "..."')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const title = (await terminal.question('Headline: ')).trim()
  terminal.close()
  if (title === '') throw new Error('no headline, no article: nothing was made')
  return title
}

/** What a source told, so that an editor sees at once what it did not. */
function found({ title, date, author, description, photos, blocks }: Draft): string[] {
  const say = (what: string, value: string | undefined) => `${what.padEnd(12)}${value ?? 'not found'}`
  return [
    say('headline', title),
    say('date', date ?? 'now'),
    say('author', author?.join(', ')),
    say('lead', description),
    ...photos.map(({ file, caption, credit }) =>
      say('photo', [file ?? '(no file)', caption, credit && `Ảnh: ${credit}`].filter(Boolean).join(' · ')),
    ),
    say('paragraphs', String(blocks.length)),
  ]
}

/** What an editor does with what was made. */
function next(file: string): string[] {
  return [
    `npm run check -- ${file}   names what must still be filled`,
    'npm run dev   shows the draft',
    'Take "draft: true" out when it is ready, and commit the folder with content/permalinks.txt after the next build.',
  ]
}
