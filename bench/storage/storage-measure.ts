export interface StorageMeasure {
  readonly measure: string;
  readonly value: string;
  readonly goal?: string;
  readonly reached?: boolean;
}
