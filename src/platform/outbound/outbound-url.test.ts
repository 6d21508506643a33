import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outboundUrlProblem } from './outbound-url.ts'

const refused = [
  ['http://example.com/', /must begin with https/],
  ['ftp://example.com/', /must begin with https/],
  ['file:///etc/passwd', /must begin with https/],
  ['javascript:alert(1)', /must begin with https/],
  ['example.com/webhooks', /must be a URL/],
  ['/webhooks', /must be a URL/],
  ['', /must be a URL/],
  ['https://', /must be a URL/],
  ['https://ada:secret@example.com/', /user name or password/],
  ['https://ada@example.com/', /user name or password/],
  ['https://example.com/#top', /fragment/],
  [`https://example.com/${'a'.repeat(3000)}`, /at most 2048 characters/],
  ['https://localhost/', /this machine/],
  ['https://LOCALHOST./', /this machine/],
  ['https://api.localhost:8080/', /this machine/],
  ['https://127.0.0.1/', /loopback/],
  ['https://127.1/', /loopback/],
  ['https://0x7f.1/', /loopback/],
  ['https://0177.0.0.1/', /loopback/],
  ['https://2130706433/', /loopback/],
  ['https://127。0。0。1/', /loopback/],
  ['https://①②⑦.0.0.1/', /loopback/],
  ['https://%31%32%37.0.0.1/', /loopback/],
  ['https://0/', /unspecified/],
  ['https://0.0.0.0/', /unspecified/],
  ['https://0.1.2.3/', /unspecified/],
  ['https://10.0.0.1/', /private/],
  ['https://172.16.0.1/', /private/],
  ['https://192.168.1.1:8443/', /private/],
  ['https://100.64.0.1/', /carrierGradeNat/],
  ['https://169.254.10.10/', /linkLocal/],
  ['https://169.254.169.254/latest/meta-data/', /metadata/],
  ['https://0xa9fea9fe/', /metadata/],
  ['https://168.63.129.16/', /metadata/],
  ['https://224.0.0.1/', /multicast/],
  ['https://255.255.255.255/', /broadcast/],
  ['https://240.0.0.1/', /reserved/],
  ['https://192.0.2.1/', /reserved/],
  ['https://198.18.0.1/', /reserved/],
  ['https://[::]/', /unspecified/],
  ['https://[::1]/', /loopback/],
  ['https://[fe80::1]/', /linkLocal/],
  ['https://[fec0::1]/', /not a public/],
  ['https://[fd00::1]/', /uniqueLocal/],
  ['https://[fd00:ec2::254]/', /metadata/],
  ['https://[ff02::1]/', /multicast/],
  ['https://[::ffff:127.0.0.1]/', /loopback/],
  ['https://[::ffff:169.254.169.254]/', /metadata/],
  ['https://[::ffff:0:10.0.0.1]/', /not a public/],
  ['https://[::10.0.0.1]/', /not a public/],
  ['https://[64:ff9b::10.0.0.1]/', /private/],
  ['https://[64:ff9b::a9fe:a9fe]/', /metadata/],
  ['https://[64:ff9b:1::1]/', /not a public/],
  ['https://[2002:7f00:1::]/', /6to4/],
  ['https://[2001:0:1::1]/', /teredo/],
  ['https://[2001:db8::1]/', /reserved/],
  ['https://[100::1]/', /discard/],
  ['https://[5f00::1]/', /segmentRouting/],
] as const

for (const [url, problem] of refused) {
  test(`${url.slice(0, 60) || 'nothing'} is not a URL that the server calls`, () => {
    assert.match(outboundUrlProblem(url, { allowPrivateNetworks: false }) ?? 'no problem', problem)
  })
}

test('public hosts are called, by name and by address', () => {
  for (const host of [
    'example.com',
    'example.com:8443',
    '93.184.216.34',
    '[2606:2800:220:1::1]',
    '[64:ff9b::8.8.8.8]',
  ]) {
    assert.equal(outboundUrlProblem(`https://${host}/webhooks?a=b`, { allowPrivateNetworks: false }), null, host)
  }
})

test('in development private networks and http are open, and still nothing else', () => {
  const open = { allowPrivateNetworks: true }
  for (const host of ['localhost:3000', '127.0.0.1', '10.0.0.1', '[::1]', '[fd00::1]', '100.64.0.1', 'example.com']) {
    assert.equal(outboundUrlProblem(`http://${host}/`, open), null, host)
  }
  for (const host of ['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '169.254.1.1', '224.0.0.1', '0.0.0.0']) {
    assert.ok(outboundUrlProblem(`http://${host}/`, open), host)
  }
  assert.match(outboundUrlProblem('ftp://localhost/', open) ?? '', /must begin with https/)
})
