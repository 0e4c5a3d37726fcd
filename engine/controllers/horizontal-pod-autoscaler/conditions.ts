import { toTimestamp } from '../../api/time.ts';
import type { HorizontalPodAutoscaler } from '../../kinds/types.ts';

export type Condition = NonNullable<HorizontalPodAutoscaler['status']['conditions']>[number];

export interface News {
  readonly type: 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** Sets a condition where it stands, or at the end; its time moves with its status only (setConditionInList, v1.25). */
export function withCondition(conditions: readonly Condition[], news: News, nowMs: number): readonly Condition[] {
  const old = conditions.find(({ type }) => type === news.type);
  const { type, status, reason, message } = news;
  const since = old?.status === status ? old.lastTransitionTime : toTimestamp(nowMs);
  const condition: Condition = {
    type,
    status,
    ...(since === undefined ? {} : { lastTransitionTime: since }),
    reason,
    message,
  };
  return old === undefined ? [...conditions, condition] : conditions.map((one) => (one === old ? condition : one));
}

export function able(status: 'True' | 'False', reason: string, message: string): News {
  return { type: 'AbleToScale', status, reason, message };
}

export function active(status: 'True' | 'False', reason: string, message: string): News {
  return { type: 'ScalingActive', status, reason, message };
}

export function limited(isLimited: boolean, reason: string, message: string): News {
  return { type: 'ScalingLimited', status: isLimited ? 'True' : 'False', reason, message };
}
