/** Fetches the pictures that wait to come near: paper and a page without a network have no scrolling to wait for. */
export const wholePictures = (): Promise<unknown> =>
  Promise.all(
    [...document.images].map((image) => {
      image.loading = 'eager'
      return image.decode().catch(() => {})
    }),
  )
