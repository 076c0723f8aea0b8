/** A text with every component; it needs the pictures `b.jpg`, the film `phim.mp4` and its captions `phim.vtt`. */
export const componentText = `Đoạn một.

<Aside title="Nói thêm">
Trong **khung**.
</Aside>

![Ảnh](b.jpg "Chú. Ảnh: Lê Bình")

<PullQuote>Một câu.</PullQuote>

<Gallery title="Bộ ảnh">

![Ảnh một](b.jpg "Một.")

![Ảnh hai](b.jpg)

</Gallery>

<Timeline title="Đã qua">

- **07/09/2018** Việc một.
- **Mùa xuân** Việc hai.

</Timeline>

<Facts title="Tóm tắt">

- **Nơi:** Một nơi
- **Số:** 12

</Facts>

<Video src="phim.mp4" captions="phim.vtt">

![Ảnh tĩnh](b.jpg "Phim.")

</Video>

<Video src="https://www.youtube.com/watch?v=x">

![Ảnh nơi khác](b.jpg)

</Video>

Đoạn cuối.`
