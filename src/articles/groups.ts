/** Articles that share a name, and the part of an address that the name becomes. */
export interface Group<T> {
  name: string
  slug: string
  articles: T[]
}

/**
 * Gathers articles under their authors, tags or sections; the order of the articles is kept.
 *
 * @param namesOf what an article stands under, none to many
 * @param slugOf two names with one slug ("Tin", "tin") are one group, under the name met first
 */
export function groupBy<T>(
  articles: readonly T[],
  namesOf: (article: T) => readonly string[],
  slugOf: (name: string) => string,
): Group<T>[] {
  const groups = new Map<string, Group<T>>()
  const slugs = new Map<string, string>()
  for (const article of articles) {
    for (const name of namesOf(article)) {
      const slug = slugs.get(name) ?? slugOf(name)
      slugs.set(name, slug)
      const group = groups.get(slug) ?? { name, slug, articles: [] }
      groups.set(slug, group)
      if (group.articles.at(-1) !== article) group.articles.push(article)
    }
  }
  return [...groups.values()]
}
