/** The site's address with its base path, without a trailing slash. */
export const siteAddress = new URL(import.meta.env.BASE_URL, import.meta.env.SITE).href.replace(/\/$/, '')
