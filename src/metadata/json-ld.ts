import type {
  AboutPage,
  BreadcrumbList,
  NewsArticle,
  NewsMediaOrganization,
  Organization,
  Person,
  ProfilePage,
  Thing,
  WebSite,
  WithContext,
} from 'schema-dts'
import type { Article, Author } from '../articles/articles.ts'
import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { masthead, strings } from '../strings.ts'
import { absolute, modified, permalink } from './addresses.ts'
import type { PublishedPicture } from './pictures.ts'

/**
 * The text of a `script type="application/ld+json"`.
 *
 * @returns JSON in which nothing can end the script element
 */
export function jsonLdText(thing: WithContext<Thing>): string {
  return JSON.stringify(thing).replaceAll('<', '\\u003c')
}

/**
 * The objects that tell search engines and Mastodon what a page is: top-level each, because Mastodon reads no `@graph`.
 *
 * @param images what stands for the article: three shapes of its photo, or its share card
 */
export function articleJsonLd(
  article: Article,
  images: readonly PublishedPicture[],
  authors: ReadonlyMap<string, Author>,
): WithContext<Thing>[] {
  return [newsArticle(article, images, authors), breadcrumbs(article)]
}

function newsArticle(
  article: Article,
  images: readonly PublishedPicture[],
  authors: ReadonlyMap<string, Author>,
): WithContext<NewsArticle> {
  const nameOf = (name: string) => personOrOrganization(name, authors.get(name))
  // Who took a photo may have written nothing, and then has no page.
  const creatorOf = (name: string) => personOrOrganization(name, authors.get(name), article.author.includes(name))
  const { photo, source, corrections } = article
  const rights = photo?.standIn ? undefined : photo
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: article.title,
    description: article.description,
    inLanguage: site.language,
    mainEntityOfPage: permalink(article),
    url: permalink(article),
    datePublished: article.date,
    dateModified: modified(article),
    author: article.author.map(nameOf),
    publisher: { '@type': 'Organization', name: site.name, url: absolute(paths.home), ...logo() },
    wordCount: article.syllables,
    timeRequired: `PT${article.minutes}M`,
    isAccessibleForFree: true,
    image: images.map(({ url }) => ({
      '@type': 'ImageObject',
      url,
      ...(photo?.caption && { caption: photo.caption }),
      ...(rights?.credit && {
        creditText: rights.credit,
        creator: creatorOf(rights.credit),
        copyrightNotice: rights.credit,
      }),
      ...(rights?.licenseUrl && { license: rights.licenseUrl }),
    })),
    ...(article.audio &&
      article.recording && {
        audio: {
          '@type': 'AudioObject',
          contentUrl: permalink(article) + article.audio,
          encodingFormat: 'audio/mpeg',
          duration: `PT${article.recording.seconds}S`,
          inLanguage: site.language,
        },
      }),
    ...(article.place && { contentLocation: { '@type': 'Place', name: article.place } }),
    ...(article.section && { articleSection: article.section }),
    ...(article.tags.length > 0 && { keywords: article.tags }),
    ...(corrections.length > 0 && {
      correction: corrections.map(({ date, text }) => ({ '@type': 'CorrectionComment', text, datePublished: date })),
    }),
    ...(source && {
      isBasedOn: {
        '@type': 'NewsArticle',
        headline: article.title,
        publisher: { '@type': 'Organization', name: source.name },
        ...(source.url && { url: source.url }),
        ...(source.published && { datePublished: source.published }),
      },
    }),
  }
}

/** A name as machines are told of it: that of a person, unless it is known to be an agency's. */
function personOrOrganization(name: string, known?: Author, hasPage = true): Person | Organization {
  const { organization, role, bio, links = [] } = known ?? {}
  const said = {
    name,
    ...(hasPage && { url: absolute(paths.author(name)) }),
    ...(bio && { description: bio }),
    ...(links.length > 0 && { sameAs: links }),
  }
  return organization
    ? { '@type': 'Organization', ...said }
    : { '@type': 'Person', ...said, ...(role && { jobTitle: role }) }
}

/**
 * The object of an author's page.
 *
 * @param portrait the author's photo, where there is one
 * @see https://developers.google.com/search/docs/appearance/structured-data/profile-page
 */
export function profileJsonLd(author: Author, portrait?: PublishedPicture): WithContext<ProfilePage> {
  const { name } = author
  return {
    '@context': 'https://schema.org',
    '@type': 'ProfilePage',
    url: absolute(paths.author(name)),
    mainEntity: Object.assign(personOrOrganization(name, author), portrait && { image: portrait.url }),
  }
}

/**
 * The object of the page about the newspaper.
 *
 * @param id of the page
 */
export function aboutJsonLd(name: string, id: string): WithContext<AboutPage> {
  const url = absolute(paths.page(id))
  return { '@context': 'https://schema.org', '@type': 'AboutPage', name, url, mainEntity: publisher() }
}

/**
 * Where an article stands. It is no step of its own: its headline is said.
 *
 * @see https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
 */
function breadcrumbs(article: Article): WithContext<BreadcrumbList> {
  const year = article.id.slice(0, 4)
  const steps = [
    [site.name, absolute(paths.home)],
    article.section
      ? [article.section, absolute(paths.section(article.section))]
      : [strings.year(Number(year)), absolute(paths.year(Number(year)))],
  ] as const
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(([name, item], i) => ({ '@type': 'ListItem', position: i + 1, name, item })),
  }
}

/** @see https://developers.google.com/search/docs/appearance/structured-data/logo */
const logo = () => (site.logo ? { logo: { '@type': 'ImageObject' as const, url: absolute(`/${site.logo}`) } } : {})

/** Who publishes the site, with what its masthead says. */
function publisher(): NewsMediaOrganization {
  const { governingBody, editorInChief, address, telephone, email } = site.masthead
  return {
    '@type': 'NewsMediaOrganization',
    name: site.name,
    url: absolute(paths.home),
    ...logo(),
    ...(governingBody && { parentOrganization: { '@type': 'Organization', name: governingBody } }),
    ...(editorInChief && {
      employee: { '@type': 'Person', name: editorInChief, jobTitle: masthead.editorInChief },
    }),
    ...(address && { address }),
    ...(telephone && { telephone }),
    ...(email && { email }),
  }
}

/** The object of the home page. */
export function webSiteJsonLd(): WithContext<WebSite> {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: site.name,
    description: site.description,
    inLanguage: site.language,
    url: absolute(paths.home),
    publisher: publisher(),
  }
}
