// The random plugin: the upstream provider of the published one, bridged the same way.
package main

import (
	"context"

	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	random "github.com/terraform-providers/terraform-provider-random/shim"
)

// version is that of the npm package @pulumi/random with the same upstream.
var version = "4.21.2"

func main() {
	info := tfbridge.ProviderInfo{
		P:            pf.ShimProvider(random.NewProvider()),
		Name:         "random",
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	standard := tokens.MakeStandard("random")
	info.MustComputeTokens(tokens.SingleModule("random_", "index", func(module, name string) (string, error) {
		return standard(module, "Random"+name)
	}))
	pf.Main(context.Background(), "random", info, pf.ProviderMetadata{PackageSchema: []byte("{}")})
}
