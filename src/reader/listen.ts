/*
 * Reads the article aloud with the device's own Vietnamese voice, sentence after sentence.
 * Without it, or without such a voice, there is no button.
 */
import * as words from '../strings.ts'
import { sentences } from '../vietnamese/sentences.ts'
import { lines, parts, spoken } from '../vietnamese/spoken.ts'
import type { Page } from './page.ts'
import { highlight, rangeOf, wordsOf } from './text.ts'

/** What is said at once, a sentence or a part of a long one: where it stands, the number of its sentence, its words. */
type Said = [block: HTMLElement, start: number, end: number, sentence: number, said: string]

const synth = window.speechSynthesis

let all: Said[] = []

/**
 * What is read, in order; a list or quotation that holds paragraphs is read by them. Found when somebody wants to
 * listen: a cheap phone needs a tenth of a second for it.
 */
function collect(): Said[] {
  let count = 0
  return [
    ...document.querySelectorAll<HTMLElement>(
      // :is() would be shorter; Chrome 80 does not know it.
      'h1,.standfirst,.text p,.text li,.text h2,.text h3,.text h4,.text tr>*,.text caption,.text figcaption',
    ),
  ].flatMap((block) =>
    block.querySelector('p,li') || block.closest('.footnotes')
      ? []
      : (block.closest('.verse') ? lines : sentences)(wordsOf(block)).flatMap(({ 0: sentence, index: start = 0 }) => {
          count++
          const caption = block.tagName === 'FIGCAPTION' && !start ? words.captionSpoken : ''
          return parts(caption + spoken(sentence)).map(
            (part): Said => [block, start, start + sentence.length, count, part],
          )
        }),
  )
}

let voice: SpeechSynthesisVoice | undefined
let at = 0
let speaking = false
let rate = 1
/** An end that is told of anything else is an old one. It must be held, or Chrome forgets to tell. */
let utterance: SpeechSynthesisUtterance | undefined

function speak(): void {
  const said = all[at]
  utterance = undefined
  synth.cancel()
  if (!said) {
    stop()
    return
  }
  const range = rangeOf(said[0], said[1], said[2])
  highlight('spoken', [range])
  const { top, bottom } = range.getBoundingClientRect()
  if (top < 60 || bottom > innerHeight - 120) scrollBy(0, top - innerHeight / 3)
  if (!speaking) return
  const saying = new SpeechSynthesisUtterance(said[4])
  // Android takes a voice by its language. What a voice cannot say is passed over.
  saying.onend = saying.onerror = () => {
    if (saying !== utterance) return
    at++
    speak()
  }
  utterance = Object.assign(saying, { voice, lang: 'vi-VN', rate })
  synth.speak(saying)
}

// A paused synthesizer loses its place on Android: stop, and say the part again.
function play(on: boolean): void {
  speaking = on
  const { toggle } = player as Player
  toggle.textContent = on ? words.pause : words.resume
  toggle.classList.toggle('pause', on)
  speak()
}

/** Goes to a sentence; past the last it stops. */
function go(sentence: number): void {
  at = all.findIndex((said) => said[3] >= sentence)
  speak()
}
const step = (by: number) => () => go((all[at]?.[3] ?? 0) + by)

function stop(): void {
  utterance = undefined
  synth.cancel()
  speaking = false
  at = 0
  if (player) player.bar.hidden = true
  highlight('spoken', [])
}

/** The player: its bar at the foot of the screen, and the button that pauses and goes on. */
interface Player {
  bar: HTMLElement
  toggle: HTMLElement
}
let player: Player | undefined

function makePlayer({ button, load, pill, save, say }: Page, start: HTMLElement): Player {
  const toggle = button('', () => play(!speaking), 'icon play')
  const rates = button(`${words.speed} 1`, () => {
    rate = rate > 1.4 ? 0.75 : rate + 0.25
    rates.textContent = `${words.speed} ${rate}`.replace('.', ',')
    speak()
  })
  const close = () => {
    stop()
    start.focus()
  }
  const bar = pill(
    button(words.sentenceBefore, step(-1), 'icon back'),
    toggle,
    button(words.sentenceAfter, step(1), 'icon forth'),
    rates,
    button(words.close, close, 'icon x'),
  )
  bar.hidden = true
  addEventListener('click', ({ target }) => {
    const tapped = all.find(([block]) => block.contains(target as Node))
    if (tapped && !bar.hidden && !(target as Element).closest('a,button')) go(tapped[3])
  })
  // Many phones fall silent when the screen is locked, and go on with what they did not finish.
  addEventListener('visibilitychange', () => {
    if (!speaking || document.hidden || synth.speaking) return
    speak()
    if (!load('silent', '')) say(words.silentWhenLocked)
    save('silent', 'told')
  })
  addEventListener('pagehide', stop)
  return { bar, toggle }
}

/**
 * Starts, pauses or goes on. No Media Session: browsers give one only to sound that an element plays, which a voice is
 * not, so its handlers would never be called.
 *
 * @param start the button that asks for it, to which the focus returns
 * @param findVoice the device's Vietnamese voice, as it is now
 */
export function listen(page: Page, start: HTMLElement, findVoice: () => SpeechSynthesisVoice | undefined): void {
  player ??= makePlayer(page, start)
  voice = findVoice()
  if (player.bar.hidden) {
    all = collect()
    player.bar.hidden = false
    player.toggle.focus()
  }
  play(!speaking)
}
