/**
 * What is selected, in this order, and the name that CloudTrail gives it. Only columns that AWS's own table has, so that
 * one which is there already can be asked. Structs come as JSON text, with all the fields that the table's own have.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const COLUMNS = [
  ['eventversion', 'eventVersion'],
  ['useridentity', 'userIdentity', 'struct'],
  ['eventtime', 'eventTime'],
  ['eventsource', 'eventSource'],
  ['eventname', 'eventName'],
  ['awsregion', 'awsRegion'],
  ['sourceipaddress', 'sourceIPAddress'],
  ['useragent', 'userAgent'],
  ['errorcode', 'errorCode'],
  ['errormessage', 'errorMessage'],
  ['requestparameters', 'requestParameters'],
  ['responseelements', 'responseElements'],
  ['additionaleventdata', 'additionalEventData'],
  ['requestid', 'requestID'],
  ['eventid', 'eventID'],
  ['readonly', 'readOnly'],
  ['resources', 'resources', 'struct'],
  ['eventtype', 'eventType'],
  ['apiversion', 'apiVersion'],
  ['recipientaccountid', 'recipientAccountId'],
  ['serviceeventdetails', 'serviceEventDetails'],
  ['sharedeventid', 'sharedEventID'],
  ['vpcendpointid', 'vpcEndpointId'],
  ['vpcendpointaccountid', 'vpcEndpointAccountId'],
  ['eventcategory', 'eventCategory'],
  ['addendum', 'addendum', 'struct'],
  ['sessioncredentialfromconsole', 'sessionCredentialFromConsole'],
  ['edgedevicedetails', 'edgeDeviceDetails'],
  ['tlsdetails', 'tlsDetails', 'struct'],
] as const satisfies readonly (readonly [column: string, field: string, struct?: 'struct'])[]

/** The names in the result, by which its heading is known. */
export const HEADING: readonly string[] = COLUMNS.map(([column]) => column)

/** Each column as it is selected. */
export const SELECTED: readonly string[] = COLUMNS.map(([column, , struct]) =>
  struct === undefined ? column : `json_format(CAST(${column} AS JSON)) AS ${column}`,
)
