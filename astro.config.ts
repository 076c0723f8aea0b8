import { unified } from '@astrojs/markdown-remark'
import mdx from '@astrojs/mdx'
import { defineConfig } from 'astro/config'
import { clientFiles } from './src/build/client-files.ts'
import { devPictures } from './src/build/dev-pictures.ts'
import { hostFiles } from './src/build/host-files.ts'
import { replaceDist } from './src/build/replace-dist.ts'
import { astroCache, cacheFolder } from './src/cache/folders.ts'
import { componentExamples } from './src/desk/examples/route.ts'
import { siteAddress } from './src/hosts/address.ts'
import { hostLikePreview } from './src/hosts/preview.ts'
import { rehypePlugins, remarkPlugins, remarkRehypeOptions } from './src/markdown/plugins.ts'

const address = siteAddress(process.env)
const { origin, base } = address

export default defineConfig({
  site: origin,
  base,
  trailingSlash: 'always',
  cacheDir: `./${astroCache}`,
  // What has not changed since the last build is left as it is.
  experimental: { incrementalBuild: true },
  // The one policy of all pages lets a page's own styles and scripts in as files, and none that stand in it.
  build: { inlineStylesheets: 'never' },
  // Each finishes the build that the one before it left; the last moves it to its place.
  integrations: [
    mdx(),
    componentExamples(),
    devPictures(),
    hostFiles(address, process.env),
    replaceDist(process.env),
    hostLikePreview(),
  ],
  markdown: {
    syntaxHighlight: false,
    processor: unified({
      gfm: false,
      smartypants: false,
      remarkPlugins,
      rehypePlugins,
      remarkRehype: remarkRehypeOptions,
    } as Parameters<typeof unified>[0]),
  },
  devToolbar: { enabled: false },
  // Not in node_modules, which may be another user's.
  vite: { cacheDir: `${cacheFolder}/vite`, plugins: [clientFiles()], build: { assetsInlineLimit: 0 } },
})
