package main

import (
	"encoding/json"
	"strings"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// What the project knows of a published package: a Pulumi schema without its repetitions.
type facts struct {
	Name        string
	Version     string
	DisplayName string
	Config      map[string]property
	Resources   map[string]struct{ Inputs, Outputs map[string]property }
	Types       map[string]map[string]property
}

type property struct {
	// "string", "integer", "boolean", a type of this file, any of them with "[]", or "map<string>".
	Type     string
	Required bool
	// As an output it is there although no input gave it.
	Computed   bool
	Secret     bool
	Env        []string
	Deprecated string
	// A new value replaces the resource.
	ReplaceOnChanges bool
}

func (f facts) spec() schema.PackageSpec {
	config := object(f.Config)
	spec := schema.PackageSpec{
		Name:        f.Name,
		Version:     f.Version,
		DisplayName: f.DisplayName,
		Meta:        &schema.MetadataSpec{ModuleFormat: "(.*)(?:/[^/]*)"},
		Config:      schema.ConfigSpec{Variables: config.Properties},
		Provider: schema.ResourceSpec{
			ObjectTypeSpec:  schema.ObjectTypeSpec{Type: "object", Properties: texts(config.Properties)},
			InputProperties: config.Properties,
		},
		Resources: map[string]schema.ResourceSpec{},
		Types:     map[string]schema.ComplexTypeSpec{},
		// As the packages that are made from Terraform providers have it.
		Language: map[string]schema.RawMessage{"nodejs": raw(map[string]any{
			"compatibility":           "tfbridge20",
			"disableUnionOutputTypes": true,
			"respectSchemaVersion":    true,
		})},
	}
	for token, resource := range f.Resources {
		inputs, outputs := object(resource.Inputs), object(resource.Outputs)
		state := schema.ObjectTypeSpec{Type: "object", Properties: map[string]schema.PropertySpec{}}
		all := schema.ObjectTypeSpec{
			Type:       "object",
			Properties: map[string]schema.PropertySpec{},
			Required:   append(filled(resource.Inputs), outputs.Required...),
		}
		for _, half := range []schema.ObjectTypeSpec{inputs, outputs} {
			for name, property := range half.Properties {
				all.Properties[name] = property
				state.Properties[name] = property
			}
		}
		spec.Resources[token] = schema.ResourceSpec{
			ObjectTypeSpec:  all,
			InputProperties: inputs.Properties,
			RequiredInputs:  inputs.Required,
			StateInputs:     &state,
		}
	}
	for token, properties := range f.Types {
		kind := object(properties)
		kind.Language = map[string]schema.RawMessage{
			"nodejs": raw(map[string]any{"requiredOutputs": filled(properties)}),
		}
		spec.Types[token] = schema.ComplexTypeSpec{ObjectTypeSpec: kind}
	}
	return spec
}

func object(properties map[string]property) schema.ObjectTypeSpec {
	spec := schema.ObjectTypeSpec{Type: "object", Properties: map[string]schema.PropertySpec{}}
	for name, p := range properties {
		one := schema.PropertySpec{
			TypeSpec:             typeOf(p.Type),
			Secret:               p.Secret,
			WillReplaceOnChanges: p.ReplaceOnChanges,
			DeprecationMessage:   p.Deprecated,
		}
		if p.Env != nil {
			one.DefaultInfo = &schema.DefaultSpec{Environment: p.Env}
		}
		spec.Properties[name] = one
		if p.Required {
			spec.Required = append(spec.Required, name)
		}
	}
	return spec
}

// filled lists what is always there as an output.
func filled(properties map[string]property) []string {
	names := []string{}
	for name, p := range properties {
		if p.Required || p.Computed {
			names = append(names, name)
		}
	}
	return names
}

// texts keeps what a provider has as outputs: the engine holds its configuration as strings.
func texts(properties map[string]schema.PropertySpec) map[string]schema.PropertySpec {
	kept := map[string]schema.PropertySpec{}
	for name, p := range properties {
		if p.Type == "string" {
			p.DefaultInfo = nil
			kept[name] = p
		}
	}
	return kept
}

func typeOf(name string) schema.TypeSpec {
	if item, is := strings.CutSuffix(name, "[]"); is {
		items := typeOf(item)
		return schema.TypeSpec{Type: "array", Items: &items}
	}
	if value, is := strings.CutPrefix(name, "map<"); is {
		values := typeOf(strings.TrimSuffix(value, ">"))
		return schema.TypeSpec{Type: "object", AdditionalProperties: &values}
	}
	if strings.Contains(name, ":") {
		return schema.TypeSpec{Ref: "#/types/" + name}
	}
	return schema.TypeSpec{Type: name}
}

func raw(value any) schema.RawMessage {
	content, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return content
}
