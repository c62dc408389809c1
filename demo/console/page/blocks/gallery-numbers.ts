import type { Exhibit } from './exhibit.ts'
import { ARN, raw, number, text, line, rich, hours, series } from './gallery-parts.ts'

/** Tables and charts. */
export const NUMBERS: readonly Exhibit[] = [
  {
    name: 'tables',
    surface: 'message',
    blocks: [
      {
        type: 'table',
        rows: [
          [raw('Action'), raw('Count'), raw('Note')],
          [raw('GetObject'), number(1204), raw('plain')],
          [raw('PutObject'), number(31), rich(line(text(ARN, { code: true })))],
        ],
        column_settings: [{}, { align: 'right' }, { is_wrapped: true }],
      },
      {
        type: 'data_table',
        caption: 'Events, newest first',
        page_size: 5,
        row_header_column_index: 0,
        rows: [
          [raw('Time (UTC)'), raw('Action'), raw('Count'), raw('From'), raw('Account')],
          ...Array.from({ length: 12 }, (_, index) => [
            raw(`14:${String(59 - index)}:11`),
            raw(['GetCallerIdentity', 'ListBuckets', 'AssumeRole'][index % 3] ?? ''),
            number((index * 7) % 12),
            raw(`203.0.113.${index + 1}`),
            rich(line(text('111122223333', { code: true }))),
          ]),
        ],
      },
    ],
  },
  {
    name: 'charts',
    surface: 'message',
    blocks: [
      ...['bar', 'line', 'area'].map((type) => ({
        type: 'data_visualization',
        title: `Activity per 2 hours, ${type}`,
        chart: {
          type,
          series: [series('all events', 40), series('writes', 12), series('refused', 5)],
          axis_config: { categories: hours, x_label: 'Berlin time', y_label: 'Events' },
        },
      })),
      {
        type: 'data_visualization',
        title: 'One series',
        chart: { type: 'bar', series: [series('all events', 1)], axis_config: { categories: hours } },
      },
      {
        type: 'data_visualization',
        title: 'Events by account',
        chart: {
          type: 'pie',
          segments: [
            { label: 'prod', value: 820 },
            { label: 'staging', value: 240 },
            { label: 'tools', value: 144 },
          ],
        },
      },
    ],
  },
]
