import type { Site } from '../../src/site.ts'

/** The newspaper that tests are made on; it takes the place of the owner's `src/site.ts` there. */
export const site: Site = {
  name: 'Báo Thử',
  description: 'Tờ báo nhỏ dựng riêng để thử.',
  language: 'vi',
  locale: 'vi_VN',
  sections: ['Thời sự', 'Giáo dục'],
  masthead: {
    governingBody: 'Hội Thử nghiệm',
    licence: { number: '12/GP-THỬ', date: '2016-03-01' },
    editorInChief: 'Trần Thử',
    telephone: '000 0000 000',
    email: 'toasoan@bao.example',
  },
  removed: 'Tòa soạn đã gỡ bài này.',
  aiTraining: true,
  preloadHsts: false,
  offline: true,
}
