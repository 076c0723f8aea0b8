/*
 * Tells the device what is playing, for its lock screen and its keys: headline, author and picture. Without it the
 * browser's own player plays all the same.
 */
import { site } from '../site.ts'

const wordsOf = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? ''

/** Called whenever the recording begins to play. */
export function announce(): void {
  if (!navigator.mediaSession) return
  const src = document.querySelector<HTMLMetaElement>('[property="og:image"]')?.content
  navigator.mediaSession.metadata = new MediaMetadata({
    title: wordsOf('.headline'),
    artist: wordsOf('.signature'),
    album: site.name,
    artwork: src ? [{ src, sizes: '1200x630', type: 'image/jpeg' }] : [],
  })
}
