/** Where everything lies that may be deleted at any time, from the project's root. */
export const cacheFolder = '.cache'

/** Astro's own cache; `npm ci` empties `node_modules`, where it would lie otherwise. */
export const astroCache = `${cacheFolder}/astro`

/** Where Astro builds, from one build to the next. */
export const buildFolder = `${cacheFolder}/build`

/** Where Astro keeps copies of the pages that it makes, to put them back where they are missing. */
export const astroCopies = `${astroCache}/dist`

/** Pictures and cards as they were encoded, by the names under which pages show them. */
export const pictureCache = `${cacheFolder}/pictures`
