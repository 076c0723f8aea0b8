/* Exports of WordPress, made for the tests. */

/** An item of a WordPress export. */
export const item = (fields: Record<string, string>, content: string, more = '') =>
  `<item>${Object.entries({ 'wp:post_type': 'post', 'wp:status': 'publish', ...fields })
    .map(([name, value]) => `<${name}>${value.startsWith('<![') ? value : `<![CDATA[${value}]]>`}</${name}>`)
    .join('')}<content:encoded><![CDATA[${content}]]></content:encoded>${more}</item>`
/** A whole WordPress export, of these items. */
export const wxr = (items: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="c" xmlns:dc="d" xmlns:excerpt="e"><channel><title>Báo Thử</title><wp:author><wp:author_login><![CDATA[minhan]]></wp:author_login><wp:author_display_name><![CDATA[Minh An]]></wp:author_display_name></wp:author>${items}</channel></rss>`

/** A post as WordPress exports it: the old addresses, an author, a section, a tag. */
export const post = (i: number, content: string, more = '') =>
  item(
    {
      title: `Bài số ${i} &amp; "lũ": <em>mới</em>`.replace(/&amp;|<[^>]*>/g, ''),
      link: `https://cu.example/2019/05/bai-so-${i}.html`,
      guid: `https://cu.example/?p=${i}`,
      'dc:creator': 'minhan',
      'wp:post_name': `bai-so-${i}`,
      'wp:post_date': '2019-05-07 08:09:00',
    },
    content,
    `<category domain="category" nicename="thoi-su"><![CDATA[${i % 2 ? 'Thời sự' : 'thời sự'}]]></category><category domain="post_tag" nicename="c"><![CDATA[${['C++', 'C#', 'Lũ', 'Covid-19'][i % 4]}]]></category><wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value><![CDATA[ten-cu-${i}]]></wp:meta_value></wp:postmeta>${more}`,
  )
