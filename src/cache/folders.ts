/** Where everything lies that may be deleted at any time, from the project's root. */
export const cacheFolder = '.cache'

/** Astro's own cache; `npm ci` empties `node_modules`, where it would lie otherwise. */
export const astroCache = `${cacheFolder}/astro`

/**
 * Where Astro builds, from one build to the next: the folder in which it keeps a copy of each page that it makes, so
 * that there is one of each and not two.
 */
export const buildFolder = `${astroCache}/dist`

/** Pictures and cards as they were encoded, by the names under which pages show them. */
export const pictureCache = `${cacheFolder}/pictures`

/** The tree of the `dist/` before this one, from which the next is made. */
export const spareDist = `${cacheFolder}/spare-dist`
