using System.Management.Automation;
using Geofed.Cmdlets.Completion;

namespace Geofed.Cmdlets.Connections;

/// <summary>The base of cmdlets that work in one federation.</summary>
public abstract class FederationCmdlet : GeofedCmdlet
{
    private FederationConnection? _connection;

    /// <summary>The federation to work in. May be left out when there is only one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FederationNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Federation { get; set; }

    /// <summary>Opens the federation at first use, and another one when the pipeline brings another name.</summary>
    private protected async Task<FederationConnection> ConnectAsync()
    {
        if (_connection is null || (Federation is not null && !_connection.Name.Equals(Federation, StringComparison.OrdinalIgnoreCase)))
            _connection = await FederationConnection.OpenAsync(Apis, Federation, Stop);
        return _connection;
    }
}
