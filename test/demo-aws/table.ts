/** The columns of AWS's own table, for one bucket of an organisation's trail. */
export function ddl(projection: { readonly account?: 'injected' } = {}): string {
  const account =
    projection.account === 'injected'
      ? "'projection.account.type' = 'injected'"
      : "'projection.account.type' = 'enum', 'projection.account.values' = '111122223333,444455556666'"
  return `-- A table over a trail: its comments do not matter.
CREATE EXTERNAL TABLE cloudtrail (
  eventversion STRING,
  useridentity STRUCT<type:STRING, principalid:STRING, arn:STRING, accountid:STRING, accesskeyid:STRING, username:STRING,
    sessioncontext:STRUCT<attributes:STRUCT<mfaauthenticated:STRING,creationdate:STRING>,
      sessionissuer:STRUCT<type:STRING,principalid:STRING,arn:STRING,accountid:STRING,username:STRING>,
      webidfederationdata:STRUCT<federatedprovider:STRING,attributes:map<string,string>>>>,
  eventtime STRING, eventsource STRING, eventname STRING, awsregion STRING, sourceipaddress STRING,
  errorcode STRING, requestparameters STRING, responseelements STRING, eventid STRING, readonly STRING,
  resources ARRAY<STRUCT<arn:STRING,accountid:STRING,type:STRING>>, recipientaccountid STRING -- and so on
)
PARTITIONED BY (\`account\` string, \`region\` string, \`timestamp\` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
LOCATION 's3://example-trail/AWSLogs/o-examplecorp/'
TBLPROPERTIES ('projection.enabled' = 'true', ${account},
 'projection.region.type' = 'enum', 'projection.region.values' = 'us-east-1,eu-central-1',
 'projection.timestamp.type' = 'date', 'projection.timestamp.format' = 'yyyy/MM/dd',
 'projection.timestamp.range' = '2024/01/01,NOW',
 'storage.location.template' = 's3://example-trail/AWSLogs/o-examplecorp/\${account}/CloudTrail/\${region}/\${timestamp}')`
}
