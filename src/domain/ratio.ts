// Staffing ratios: clients per staff post, always read as "one to n".
import { formatNumber } from "./german.ts";

/** "1:20", or "1:15–1:20" for a range. */
export const ratioLabel = (clientsMin: number, clientsMax: number) =>
  clientsMin === clientsMax
    ? `1:${formatNumber(clientsMin)}`
    : `1:${formatNumber(clientsMin)}–1:${formatNumber(clientsMax)}`;
