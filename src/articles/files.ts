import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where articles lie: `content/articles/<year>/<slug>/index.mdx`. The folder is the permalink. */
export const articlesFolder = 'content/articles'

/** What macOS, Windows and office programs leave beside files: `._index.mdx`, `~$index.mdx`. */
export const isLeftBehind = (name: string) => /^(?:\.|~\$|__MACOSX$)/.test(name)

/** What systems write into any folder that they show, by its path. */
export const isSystemFile = (path: string) => /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i.test(path)

/**
 * Lists the articles' files, sorted.
 *
 * @param root the project's root, or any folder that holds `content/articles/`
 * @returns paths from the root, with forward slashes; links are listed, too, and refused when they are read
 */
export function listArticles(root: string): string[] {
  const files: string[] = []
  const walk = (folder: string) => {
    for (const entry of entriesOf(join(root, folder))) {
      const path = `${folder}/${entry.name}`
      if (isLeftBehind(entry.name)) continue
      if (entry.isDirectory()) walk(path)
      else if (/\.mdx?$/i.test(entry.name) || (entry.isSymbolicLink() && !entry.name.includes('.'))) files.push(path)
    }
  }
  walk(articlesFolder)
  return files.sort()
}

/**
 * The files of a kind that an editor put below a folder, sorted.
 *
 * @param root the project's root
 * @param folder path from there
 * @param ending of their names
 * @returns paths from the root, with forward slashes
 */
export function contentFiles(root: string, folder: string, ending: RegExp): string[] {
  return filesBelow(join(root, folder))
    .filter((name) => ending.test(name) && !name.split('/').some(isLeftBehind))
    .map((name) => `${folder}/${name}`)
}

/** Every file below a folder, as sorted paths from there with forward slashes. */
export function filesBelow(folder: string): string[] {
  const files: string[] = []
  const walk = (below: string) => {
    for (const entry of entriesOf(join(folder, below))) {
      if (entry.isDirectory()) walk(`${below}${entry.name}/`)
      else files.push(below + entry.name)
    }
  }
  walk('')
  return files.sort()
}

/** A folder may be gone before it is looked into: editors' programs make and remove some while the dev server runs. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** `content/articles/2018/ten-bai/index.mdx` → `2018/ten-bai` */
export function idOf(file: string): string {
  return file.slice(articlesFolder.length + 1).replace(/\/index\.mdx?$/, '')
}
