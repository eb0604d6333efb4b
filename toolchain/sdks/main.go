// Generates the TypeScript of a local SDK from the project's own schema file:
//
//	sdk-generator <schema file> <folder>
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sdk-generator <schema file> <folder>")
		os.Exit(2)
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Without a loader the generator starts a plugin host to look for other packages; these schemas
// name no types of others.
type noOthers struct{ schema.Loader }

func generate(source, folder string) error {
	content, err := os.ReadFile(source)
	if err != nil {
		return err
	}
	var facts facts
	if err := json.Unmarshal(content, &facts); err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	pkg, problems, err := schema.BindSpec(facts.spec(), noOthers{}, schema.ValidationOptions{})
	if err == nil && problems.HasErrors() {
		err = problems
	}
	if err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	files, err := nodejs.GeneratePackage("npm run sdks", pkg, nil, nil, false, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", source, err)
	}
	for name, content := range files {
		if path.Ext(name) != ".ts" {
			continue // package.json and tsconfig.json are ours
		}
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, correctImports(name, content), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// The generator takes the way from a folder up to the package's root from filepath.Rel, which
// gives ".." only up to Go 1.25; built with a newer one it writes the way as from the root.
func correctImports(name string, content []byte) []byte {
	if !strings.Contains(name, "/") {
		return content
	}
	corrected := strings.NewReplacer(
		`"./utilities"`, `"../utilities"`,
		`"./types/input"`, `"../types/input"`,
		`"./types/output"`, `"../types/output"`,
		`"./types/enums"`, `"../types/enums"`,
	)
	return []byte(corrected.Replace(string(content)))
}
