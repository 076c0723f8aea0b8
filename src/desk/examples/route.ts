import type { AstroIntegration } from 'astro'

/** Gives the dev server the page `/vi-du/`, where editors see each component at work; no build has it. */
export function componentExamples(): AstroIntegration {
  return {
    name: 'component-examples',
    hooks: {
      'astro:config:setup': ({ command, injectRoute }) => {
        if (command === 'dev') injectRoute({ pattern: '/vi-du', entrypoint: './src/desk/examples/page.astro' })
      },
    },
  }
}
