import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Settings } from '../../src/config/schema.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(ROOT, 'deploy/container', name), 'utf8')
const STOP_SECONDS = Settings.shape.limits.parse({}).stopSeconds

describe('the image', () => {
  const steps = read('Dockerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const last = steps.slice(steps.findLastIndex((line) => line.startsWith('FROM ')))

  it('runs as nobody in particular, and needs no shell', () => {
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER 10001:10001'])
    for (const line of steps.filter((each) => /^(RUN|ENTRYPOINT|CMD)\b/.test(each)))
      expect(line).toMatch(/^\w+ \[".*"\]$/)
    for (const line of steps.filter((each) => each.startsWith('HEALTHCHECK'))) expect(line).toMatch(/ CMD \[".*"\]$/)
    expect(last.indexOf('USER 10001:10001')).toBeLessThan(last.findIndex((line) => line.startsWith('ENTRYPOINT')))
  })

  it('installs by the lock file, without scripts, and nothing that is for development', () => {
    const installs = steps.filter((line) => line.includes('"npm"'))

    expect(installs).toHaveLength(1)
    for (const word of ['"ci"', '"--omit=dev"', '"--ignore-scripts"']) expect(installs[0]).toContain(word)
  })

  it('takes in named files alone, which are there, and no secret', () => {
    const named = steps.filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
    const files = named.flatMap((line) => line.split(' ').slice(1, -1))

    expect(files).toEqual(['package.json', 'package-lock.json', 'src', 'deploy/container/probe.mjs'])
    for (const file of files) expect([file, existsSync(join(ROOT, file))]).toEqual([file, true])
    expect(read('Dockerfile.dockerignore').trim().split('\n')).toEqual(['*', ...files.map((file) => `!${file}`)])
    expect(steps.join('\n')).not.toMatch(/TOKEN|SECRET|PASSWORD|^ADD |:latest/m)
  })
})

describe('the compose file', () => {
  const { services } = parse(read('compose.yml')) as { services: { whodid: Record<string, unknown> } }

  it('gives the bot a root that it cannot write to, no rights, no open port, and time to end', () => {
    expect(services.whodid).toMatchObject({
      read_only: true,
      user: '10001:10001',
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
    expect(services.whodid).not.toHaveProperty('ports')
    expect(services.whodid).not.toHaveProperty('privileged')
    expect(Number.parseInt(String(services.whodid.stop_grace_period))).toBeGreaterThan(STOP_SECONDS + 10)
    expect(services.whodid.volumes).toContain('data:/var/lib/whodid')
  })
})

describe('the unit of systemd', () => {
  const said = new Map(
    read('whodid.service')
      .split('\n')
      .filter((line) => /^\w+=/.test(line))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

  it('gives the process a user of its own, no rights, and time to end', () => {
    expect(Object.fromEntries(said)).toMatchObject({
      DynamicUser: 'yes',
      CapabilityBoundingSet: '',
      NoNewPrivileges: 'yes',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      StateDirectoryMode: '0700',
      UMask: '0077',
    })
    expect(Number.parseInt(said.get('TimeoutStopSec') ?? '')).toBeGreaterThan(STOP_SECONDS + 10)
    expect([...said.values()].join('\n')).not.toMatch(/xox|xapp-/)
  })
})
