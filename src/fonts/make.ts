/**
 * Makes the committed font files of this folder from Adobe's Source Serif 4 (SIL OFL 1.1).
 *
 *     npm install --no-save source-serif@4.5.1 subset-font@2.9.0
 *     node src/fonts/make.ts
 *
 * The packages are not among the project's dependencies: the files change about once in ten years.
 * Latin and Vietnamese stay in one file, because two files are shaped apart and lose the kerning
 * between a letter of one and a letter of the other ("Với Vũ Văn" gapes).
 */
import { readFile, writeFile } from 'node:fs/promises'
import { readingSet } from './reading-set.ts'
import { renameFont } from './rename.ts'

interface Cut {
  file: string
  name: string
  style: 'Regular' | 'Italic'
  source: 'Roman' | 'Italic'
  /** Design space of Source Serif 4: optical size in points, weight 200–900. */
  axes: { opsz: number; wght: number }
}

const cuts: Cut[] = [
  { file: 'text.woff2', name: 'Trang Doc Text', style: 'Regular', source: 'Roman', axes: { opsz: 14, wght: 400 } },
  {
    file: 'headline.woff2',
    name: 'Trang Doc Headline',
    style: 'Regular',
    source: 'Roman',
    axes: { opsz: 24, wght: 600 },
  },
  { file: 'italic.woff2', name: 'Trang Doc Text', style: 'Italic', source: 'Italic', axes: { opsz: 14, wght: 400 } },
]

/** What shapes Vietnamese text; without a list every OpenType feature is kept, at 80 % more bytes. */
const features = ['kern', 'liga', 'mark', 'mkmk', 'ccmp', 'locl', 'lnum', 'tnum']

// Variables keep the type checker from looking for packages that are not installed.
const [subsetPackage, woff2Package, sourcePackage] = ['subset-font', 'fontverter', 'source-serif']
const { default: subset } = await import(subsetPackage)
const { convert } = await import(woff2Package)
const folder = new URL('.', import.meta.resolve(`${sourcePackage}/package.json`))

for (const cut of cuts) {
  const full = await readFile(new URL(`VAR/SourceSerif4Variable-${cut.source}.ttf`, folder))
  const sfnt = await subset(full, readingSet, {
    targetFormat: 'sfnt',
    noHinting: true,
    keepFeatures: features,
    variationAxes: cut.axes,
  })
  const woff2 = await convert(renameFont(sfnt, cut.name, cut.style), 'woff2')
  await writeFile(new URL(cut.file, import.meta.url), woff2)
  console.log(`${cut.file} ${woff2.length} B`)
}
await writeFile(new URL('OFL.txt', import.meta.url), await readFile(new URL('LICENSE.md', folder)))
