import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadPackage } from './load-package.ts'

test('a package that is not installed is named, and how to install it', async () => {
  const name: string = '@example/not-installed'
  await assert.rejects(
    loadPackage(name, () => import(name)),
    /The package @example\/not-installed is not installed\. Run "npm install @example\/not-installed"/,
  )
})

test('a package that is broken says how', async () => {
  const load = () => Promise.reject(new Error('broken'))
  await assert.rejects(loadPackage('broken', load), { message: 'broken' })
})
