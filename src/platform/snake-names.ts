// Names of tables and columns as analysts write them: example_revision, valid_from.
import { DefaultNamingStrategy } from "typeorm";

const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();

export class SnakeNames extends DefaultNamingStrategy {
  override tableName(className: string, customName?: string) {
    return customName ?? snake(className);
  }
  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]) {
    return snake([...prefixes, customName ?? propertyName].join("_"));
  }
}
