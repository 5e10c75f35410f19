/** Who takes part in the authorised operation 授权运营 of public data: the body that has it done, and the body that does it. */
export const operationPartyKinds = ['implementer', 'operator'] as const;
export type OperationPartyKind = (typeof operationPartyKinds)[number];
