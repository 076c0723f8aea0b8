/** The buttons that an article's page offers where everything works, in order. */
export const everyControl = [
  'Nghe bài',
  'Cỡ chữ và nền',
  'Sao chép liên kết',
  'Mã QR',
  'Sao chép trích dẫn',
  'BibTeX',
  'RIS',
  'CSL-JSON',
  'Lưu để đọc ngoại tuyến',
]

/** The buttons that a page offers, those in what is folded away, too, by name; runs in the page. */
export const offeredControls = () => {
  for (const folded of document.querySelectorAll('details')) folded.open = true
  return [...document.querySelectorAll<HTMLElement>('button')]
    .filter((button) => button.checkVisibility() && !button.closest('[popover]'))
    .map((button) => button.ariaLabel ?? button.textContent)
}
