/**
 * Puts a fake speech synthesizer into a page, before its scripts. It says nothing and keeps what it was given; the test
 * says when an utterance has ended. `android`: voices come late and are named `vi_VN`; there are no boundary events.
 * `chrome`: a network voice that never ends an utterance of more than 200 characters.
 */
export function fakeVoice(kind: 'android' | 'chrome' | 'none'): void {
  type Utterance = { text: string; rate: number; lang: string; onend?: () => void; onerror?: () => void }
  const voices = [{ lang: 'en-US' }, ...(kind === 'none' ? [] : [{ lang: kind === 'android' ? 'vi_VN' : 'vi-VN' }])]
  let late = kind === 'android'
  let current: Utterance | undefined
  const said: string[] = []
  const synth = {
    onvoiceschanged: () => {},
    getVoices: () => (late ? [] : voices),
    get speaking() {
      return Boolean(current)
    },
    speak(utterance: Utterance) {
      // What unlocks the voice on a phone says nothing.
      if (!utterance.text) return
      current = utterance
      said.push(utterance.text)
    },
    cancel() {
      const old = current
      current = undefined
      // Browsers tell of a cancelled utterance, and tell late.
      setTimeout(() => old?.onerror?.())
    },
  }
  const fake = {
    said,
    voicesCome() {
      late = false
      synth.onvoiceschanged()
    },
    end() {
      if (!current || (kind === 'chrome' && current.text.length > 200)) return
      const ended = current
      current = undefined
      ended.onend?.()
    },
    rate: () => current?.rate,
    /** As phones do where the screen is locked, and unlocked again. */
    lock() {
      current = undefined
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    },
  }
  class SpeechSynthesisUtterance {
    text: string
    constructor(text: string) {
      this.text = text
    }
  }
  Object.defineProperty(window, 'speechSynthesis', { value: synth })
  Object.assign(window, { SpeechSynthesisUtterance, fake })
}
