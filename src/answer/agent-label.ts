import { agentTool } from '../event/agent-tool.ts'

/** What a user agent is called that shows no tool. */
export const UNKNOWN_TOOL = 'something else'

/** The sort of tool that a user agent shows. The caller writes it, so it is a hint and no proof. */
export function agentLabel(agent: string): string {
  return agentTool(agent)?.label ?? UNKNOWN_TOOL
}
