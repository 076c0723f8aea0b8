/** The photos of the newspaper that tests are made on, drawn when it is set up: width and height in pixels. */
export const photos: Readonly<Record<string, [width: number, height: number]>> = {
  '2018/bai-dai/anh.jpg': [1800, 1350],
  // The names that phones and people give.
  '2021/bai-anh-doc/ảnh (1) & 100%.jpg': [900, 1200],
  '2021/bo-anh/ngang.jpg': [1500, 1000],
  '2021/bo-anh/doc.jpg': [800, 1100],
  '2021/bo-anh/vuong.jpg': [700, 700],
  '2022/co-phim/tinh.jpg': [960, 540],
  '../authors/tran-mau.jpg': [600, 800],
  '2024/tit-dai/ruong.jpg': [2000, 1333],
}
