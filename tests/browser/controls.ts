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
export const offeredControls = async () => {
  const folded = document.querySelector('details')
  if (folded) folded.open = true
  // Its tool is fetched now; where none comes, the list of its buttons stays hidden.
  for (let tries = 0; tries < 20 && folded?.querySelector('[hidden]'); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return [...document.querySelectorAll<HTMLElement>('button')]
    .filter((button) => button.checkVisibility() && !button.closest('[popover]'))
    .map((button) => button.ariaLabel ?? button.textContent)
}
