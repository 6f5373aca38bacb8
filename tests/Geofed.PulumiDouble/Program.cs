using Geofed.PulumiDouble;

return args is ["gke-gcloud-auth-plugin", .. var rest] ? AuthPlugin.Run(rest, CliEnvironment.OfThisProcess(), Console.Out, Console.Error) : await Cli.RunAsync(args);
