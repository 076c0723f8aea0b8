import { describe, expect, test } from 'vitest'
import { siteAddress } from '../../src/hosts/address.ts'

describe('the address comes from SITE_URL, else from the host', () => {
  test.each([
    [{ SITE_URL: 'https://bao.vn' }, 'https://bao.vn', '/'],
    [{ SITE_URL: 'https://bao.vn/doc/' }, 'https://bao.vn', '/doc'],
    [{ SITE_URL: 'https://bao.vn', CF_PAGES_URL: 'https://x.pages.dev' }, 'https://bao.vn', '/'],
    [{ CF_PAGES_URL: 'https://x.pages.dev' }, 'https://x.pages.dev', '/'],
    [{ NETLIFY: 'true', URL: 'https://x.netlify.app' }, 'https://x.netlify.app', '/'],
    [{ URL: 'https://not-netlify.example' }, 'http://localhost:4321', '/'],
    [{ VERCEL_PROJECT_PRODUCTION_URL: 'x.vercel.app' }, 'https://x.vercel.app', '/'],
    [{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'Bao/Doc' }, 'https://bao.github.io', '/Doc'],
    [{ GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'bao/bao.github.io' }, 'https://bao.github.io', '/'],
    [{ CI_PAGES_URL: 'https://bao.gitlab.io/doc' }, 'https://bao.gitlab.io', '/doc'],
    [{}, 'http://localhost:4321', '/'],
  ])('%j', (env, origin, base) => {
    expect(siteAddress(env)).toMatchObject({ origin, base })
  })
})

test.each(['https://bao.vn/mục', 'https://bao.vn//x/y', 'https://bao.vn/a b', "https://bao.vn/it's"])(
  'the path of %s is refused, with a right one',
  (SITE_URL) => expect(() => siteAddress({ SITE_URL })).toThrow('letters a to z'),
)

test.each(['bao.vn', 'ftp://bao.vn', 'https://bao.vn/?a=1', 'https://bao.vn/#x', 'https://me@bao.vn'])(
  '%s is refused with a right one',
  (SITE_URL) => {
    expect(() => siteAddress({ SITE_URL })).toThrow('as in https://example.vn or https://example.vn/bao')
  },
)
