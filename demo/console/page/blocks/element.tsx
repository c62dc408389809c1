import type { ReactNode } from 'react'
import { textOf, type Json } from '../../../slack/record.ts'
import { Button, IconButton, WorkflowButton } from './button.tsx'
import { Checkboxes, RadioButtons } from './choices.tsx'
import { DatePicker } from './date-picker.tsx'
import { FeedbackButtons } from './feedback-buttons.tsx'
import { FileInput } from './file-input.tsx'
import { Unsupported } from './guard.tsx'
import { Overflow } from './overflow.tsx'
import { Picture } from './picture.tsx'
import type { Place } from './scope.ts'
import { Select } from './select.tsx'
import { RichTextInput, TextInput } from './text-input.tsx'
import { DateTimePicker, TimePicker } from './time-picker.tsx'

export type ElementProps = { readonly element: Json; readonly place: Place }

/** One element, whichever it is. */
export function Element(props: ElementProps): ReactNode {
  const type = textOf(props.element, 'type') ?? ''
  if (/^(?:multi_)?(?:static|external|users|conversations|channels)_select$/u.test(type)) return <Select {...props} />
  switch (type) {
    case 'button':
      return <Button {...props} />
    case 'icon_button':
      return <IconButton {...props} />
    case 'workflow_button':
      return <WorkflowButton {...props} />
    case 'feedback_buttons':
      return <FeedbackButtons {...props} />
    case 'overflow':
      return <Overflow {...props} />
    case 'checkboxes':
      return <Checkboxes {...props} />
    case 'radio_buttons':
      return <RadioButtons {...props} />
    case 'datepicker':
      return <DatePicker {...props} />
    case 'timepicker':
      return <TimePicker {...props} />
    case 'datetimepicker':
      return <DateTimePicker {...props} />
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return <TextInput {...props} />
    case 'rich_text_input':
      return <RichTextInput {...props} />
    case 'file_input':
      return <FileInput {...props} />
    case 'image':
      return <Picture image={props.element} className="bk-thumbnail" />
    default:
      return <Unsupported block={props.element} />
  }
}
