import type { Fault } from './aws/faults.ts'
import type { FakeAws } from './aws/start-aws.ts'
import type { Switch } from './console/memory.ts'

const GROUP = 'What AWS answers the bot'

/** What can go wrong in the company's AWS, for the console to switch on and off. */
export function awsSwitches(
  { faults }: FakeAws,
  account: { readonly id: string; readonly alias: string },
): readonly Switch[] {
  const wrongs: readonly { readonly label: string; readonly fault: Fault }[] = [
    {
      label: `Event history of ${account.alias} is denied in eu-central-1`,
      fault: { service: 'cloudtrail', account: account.id, region: 'eu-central-1', kind: 'deny' },
    },
    {
      label: `The role of ${account.alias} cannot be taken`,
      fault: { service: 'sts', account: account.id, kind: 'deny' },
    },
    {
      label: 'Event history is throttled again and again',
      fault: { service: 'cloudtrail', kind: 'throttle', times: 1e6 },
    },
    { label: 'Event history is slow', fault: { service: 'cloudtrail', kind: 'slow', ms: 3_000 } },
    { label: 'Athena refuses', fault: { service: 'athena', kind: 'deny' } },
  ]
  const on = new Set<string>()
  const apply = (): void => {
    faults.clear()
    for (const { label, fault } of wrongs) if (on.has(label)) faults.add(fault)
  }
  return wrongs.map(({ label }, index) => ({
    id: `aws-${index}`,
    label,
    group: GROUP,
    on: () => on.has(label),
    set(wanted) {
      if (wanted) on.add(label)
      else on.delete(label)
      apply()
    },
  }))
}
