import { text } from '../input.ts'
import type { FakeWorkGroup } from '../options.ts'
import { Refusal } from '../refusal.ts'
import type { Ask, Ground, Operation, Service } from '../service.ts'
import { makeExecutions } from './executions.ts'
import { readDdl } from './read-ddl.ts'

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_Operations.html */
export function makeAthena(ground: Ground): Service & { close(): Promise<void> } {
  const { options } = ground
  const groupOf = ({ account, region }: Ask, name: string): FakeWorkGroup => {
    const found = (options.workGroups ?? []).find(
      (group) => group.account === account && group.region === region && group.name === name,
    )
    if (found === undefined) throw new Refusal('InvalidRequestException', `WorkGroup ${name} is not found.`)
    return found
  }
  const executions = makeExecutions(ground, groupOf)
  const onGroup = (name: string, aSecond: number, run: Operation['run']): Operation => ({
    aSecond,
    wants: ({ input, account, region }) => {
      const isByName = name === 'StartQueryExecution' || name === 'GetWorkGroup'
      const group = isByName ? (text(input, 'WorkGroup') ?? 'primary') : executions.groupOf(input)
      return [{ action: `athena:${name}`, resource: `arn:aws:athena:${region}:${account}:workgroup/${group}`, region }]
    },
    run,
  })
  return {
    name: 'athena',
    target: 'AmazonAthena',
    protocol: 'json',
    throttled: 'ThrottlingException',
    close: () => executions.close(),
    operations: {
      StartQueryExecution: onGroup('StartQueryExecution', 20, (ask) => executions.start(ask)),
      GetQueryExecution: onGroup('GetQueryExecution', 100, (ask) => executions.get(ask)),
      GetQueryResults: onGroup('GetQueryResults', 100, (ask) => executions.results(ask)),
      StopQueryExecution: onGroup('StopQueryExecution', 20, (ask) => executions.stop(ask)),
      GetWorkGroup: onGroup('GetWorkGroup', 5, (ask) => sayWorkGroup(groupOf(ask, text(ask.input, 'WorkGroup') ?? ''))),
      GetTableMetadata: {
        wants: ({ account, region }) => [
          {
            action: 'athena:GetTableMetadata',
            resource: `arn:aws:athena:${region}:${account}:datacatalog/AwsDataCatalog`,
            region,
          },
        ],
        run: (ask) => tableMetadata(ground, ask),
      },
    },
  }
}

function sayWorkGroup({ name, output, enforced, bytesScannedCutoff, disabled }: FakeWorkGroup) {
  return {
    WorkGroup: {
      Name: name,
      State: disabled === true ? 'DISABLED' : 'ENABLED',
      Configuration: {
        ResultConfiguration: output === undefined ? {} : { OutputLocation: output },
        ManagedQueryResultsConfiguration: { Enabled: output === undefined },
        EnforceWorkGroupConfiguration: enforced ?? true,
        PublishCloudWatchMetricsEnabled: false,
        ...(bytesScannedCutoff !== undefined && { BytesScannedCutoffPerQuery: bytesScannedCutoff }),
        EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
      },
    },
  }
}

function tableMetadata({ options }: Ground, { input, account, region }: Ask) {
  const [database, name] = [text(input, 'DatabaseName'), text(input, 'TableName')]
  const here = (options.tables ?? []).filter(
    (table) => table.account === account && table.region === region && table.database === database,
  )
  const found = here.map((table) => readDdl(table.ddl)).find((table) => table.name === name)
  if (found === undefined)
    throw new Refusal('MetadataException', 'EntityNotFoundException: Entity Not Found (Service: AWSGlue)')
  const say = ({ name, hive }: { name: string; hive: string }) => ({ Name: name, Type: hive })
  return {
    TableMetadata: {
      Name: found.name,
      TableType: 'EXTERNAL_TABLE',
      Columns: found.columns.map(say),
      PartitionKeys: found.partitions.map(say),
      Parameters: { EXTERNAL: 'TRUE', location: found.location, ...Object.fromEntries(found.properties) },
    },
  }
}
