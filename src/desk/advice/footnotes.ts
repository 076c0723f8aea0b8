import type { FootnoteDefinition } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Finding, Rule, Written } from './rule.ts'

/** A reference without its note, which readers see as `[^1]`, or a note without a reference, which they never see. */
export const footnoteWithoutText: Rule = {
  name: 'footnote-without-text',
  find: (article) => [...lostReferences(article), ...lostNotes(article)],
}

/** Where there is no note, Markdown leaves the reference as plain text. */
function lostReferences({ passages }: Written): Finding[] {
  return passages
    .filter(({ kind }) => kind !== 'field')
    .flatMap(({ from, text }) =>
      [...text.matchAll(/(?<!\\)\[\^[^\]\s]+\]/g)].map(({ 0: reference, index }) => ({
        from: from + index,
        to: from + index + reference.length,
        wrong: `${reference} has no note`,
        write: `${reference}: the note, in a paragraph of its own at the end, or take the reference out`,
      })),
    )
}

function lostNotes({ text: { source } }: Written): Finding[] {
  const notes: FootnoteDefinition[] = []
  const used = new Set<string>()
  if (!source) return []
  visit(source, (node) => {
    if (node.type === 'footnoteDefinition') notes.push(node)
    if (node.type === 'footnoteReference') used.add(node.identifier)
  })
  return notes
    .filter(({ identifier }) => !used.has(identifier))
    .map(({ label, identifier, position }) => ({
      from: position?.start.offset ?? 0,
      to: position?.end.offset ?? 0,
      wrong: `nothing refers to the note [^${label ?? identifier}], so no reader sees it`,
      write: `[^${label ?? identifier}] where the text needs it, or take the note out`,
    }))
}
