import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import type { Article } from '../articles/articles.ts'
import { siteFeedSize } from '../articles/lists.ts'
import { paths } from '../routes.ts'
import { site } from '../site.ts'
import { absolute, firstPermalink, modified, permalink } from './addresses.ts'
import { fullText } from './full-text.ts'
import { type PublishedPicture, publishPicture } from './pictures.ts'
import { withoutLayout } from './xml.ts'

interface Entry {
  article: Article
  html: string
  picture: PublishedPicture | undefined
}

async function entries(articles: readonly Article[]): Promise<Entry[]> {
  return Promise.all(
    articles.slice(0, siteFeedSize).map(async (article) => {
      const picture = article.picture && (await publishPicture(article.picture))
      return { article, html: await fullText(article), picture }
    }),
  )
}

/** When anything in the feed changed last, never the moment of the build: the same articles are the same bytes. */
function lastChange(articles: readonly Article[]): Date {
  return new Date(Math.max(0, ...articles.slice(0, siteFeedSize).map((article) => Date.parse(modified(article)))))
}

const recordingType = 'audio/mpeg'

/** The article's recording, none or one. */
function recordingOf(article: Article) {
  const { audio, recording } = article
  return audio && recording ? [{ url: permalink(article) + audio, ...recording }] : []
}

const stylesheets = [{ type: 'text/css', href: absolute('/feed.css') }]

/** What a feed is of: the whole site, or one of its lists. */
export interface FeedScope {
  title: string
  /** Path of the page that lists the same articles. */
  path: string
  /** Path of the feed. */
  feed: string
}

const wholeSite: FeedScope = { title: site.name, path: paths.home, feed: paths.rss }

/** RSS 2.0 with full text (content:encoded), authors (dc:creator) and pictures (media:content). */
export async function rssFeed(articles: readonly Article[], scope: FeedScope = wholeSite): Promise<string> {
  const items = (await entries(articles)).map(({ article, html, picture }) => ({
    title: article.title,
    link: permalink(article),
    description: article.description,
    guid: { value: firstPermalink(article), isPermaLink: firstPermalink(article) === permalink(article) },
    pubDate: new Date(article.date),
    categories: article.tags.map((name) => ({ name })),
    dc: { creators: article.author },
    content: { encoded: html },
    enclosures: recordingOf(article).map(({ url, size }) => ({ url, length: size, type: recordingType })),
    ...(picture && {
      media: {
        contents: [
          { url: picture.url, type: picture.type, medium: 'image', width: picture.width, height: picture.height },
        ],
      },
    }),
  }))
  const xml = generateRssFeed(
    {
      title: scope.title,
      link: absolute(scope.path),
      description: site.description,
      language: site.language,
      lastBuildDate: lastChange(articles),
      atom: { links: [{ href: absolute(scope.feed), rel: 'self', type: 'application/rss+xml' }] },
      items,
    },
    { strict: true, stylesheets },
  )
  return withoutLayout(xml)
}

/** Atom 1.0. @see https://www.rfc-editor.org/rfc/rfc4287 */
export async function atomFeed(articles: readonly Article[]): Promise<string> {
  const items = (await entries(articles)).map(({ article, html }) => ({
    id: firstPermalink(article),
    title: { value: article.title },
    links: [
      { href: permalink(article), rel: 'alternate', type: 'text/html' },
      ...recordingOf(article).map(({ url, size }) => ({
        href: url,
        rel: 'enclosure',
        type: recordingType,
        length: size,
      })),
    ],
    published: new Date(article.date),
    updated: new Date(modified(article)),
    authors: article.author.map((name) => ({ name, uri: absolute(paths.author(name)) })),
    categories: article.tags.map((term) => ({ term })),
    summary: { value: article.description },
    content: { type: 'html', value: html },
  }))
  const xml = generateAtomFeed(
    {
      id: absolute(paths.home),
      title: { value: site.name },
      subtitle: { value: site.description },
      updated: lastChange(articles),
      links: [
        { href: absolute(paths.atom), rel: 'self', type: 'application/atom+xml' },
        { href: absolute(paths.home), rel: 'alternate', type: 'text/html' },
      ],
      entries: items,
    },
    { strict: true, stylesheets },
  )
  return withoutLayout(xml)
}

/** JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
export async function jsonFeed(articles: readonly Article[]): Promise<string> {
  const items = (await entries(articles)).map(({ article, html, picture }) => ({
    id: firstPermalink(article),
    url: permalink(article),
    title: article.title,
    summary: article.description,
    content_html: html,
    date_published: new Date(article.date),
    date_modified: new Date(modified(article)),
    authors: article.author.map((name) => ({ name, url: absolute(paths.author(name)) })),
    tags: article.tags,
    language: site.language,
    ...(picture && { image: picture.url }),
    ...(article.audio && {
      attachments: recordingOf(article).map(({ url, size, seconds }) => ({
        url,
        mime_type: recordingType,
        size_in_bytes: size,
        duration_in_seconds: seconds,
      })),
    }),
  }))
  const feed = generateJsonFeed(
    {
      title: site.name,
      home_page_url: absolute(paths.home),
      feed_url: absolute(paths.jsonFeed),
      description: site.description,
      language: site.language,
      items,
    },
    { strict: true },
  )
  return `${JSON.stringify(feed, null, 2)}\n`
}
