using Geofed.Cmdlets.Tests.Playing;
using Geofed.Federation;
using Geofed.Federation.Datasets;
using Geofed.Model;
using Geofed.Model.Ai;
using Geofed.Placement.Datasets;

namespace Geofed.Cmdlets.Tests;

/// <summary>On a control plane that does not serve the resource from the start, as a real Karmada does not.</summary>
public class DatasetTests : ShellTest
{
    [Fact]
    public async Task A_dataset_is_an_object_of_the_federation()
    {
        Shell.Run("New-Federation prod");
        Assert.Empty(Shell.Get<FederatedDataset>("Get-FederatedDataset"));
        var books = Shell.Get<FederatedDataset>("Register-FederatedDataset books -Uri gs://eu/books -Region europe-west4, us-east1 -ReplicaUri @{ 'us-central1' = 'gs://us/books' } -SizeGB 900.5").Single();
        Assert.Equal(900.5, books.SizeGB);
        Assert.Equal([new("europe-west4"), new("us-east1"), new DatasetReplica("us-central1", "gs://us/books")], books.Replicas);
        Assert.Matches("books +gs://eu/books +901 +europe-west4, us-east1, us-central1 +", Shell.Show("Get-FederatedDataset b*")[2]);
        var stored = await Home.Federation().GetAsync(new(DatasetApi.Datasets, null, "books"), default);
        Assert.Equal(Dataset.From(stored).ToJson().At("spec")!.ToJsonString(), stored.At("spec")!.ToJsonString());

        Assert.Equal(["us-west1"], Shell.Get<FederatedDataset>("Register-FederatedDataset books -Uri gs://us/books -Region us-west1 -SizeGB 900").Single().Regions);
        Assert.Empty(Shell.Get<FederatedResource>("Get-FederatedResource"));
        Shell.Run("Get-FederatedDataset | Unregister-FederatedDataset");
        Assert.Empty(Shell.Get<FederatedDataset>("Get-FederatedDataset"));
    }

    [Theory]
    [InlineData("Register-FederatedDataset x -Uri gs://b -Region europe-wset4 -SizeGB 1", "UnknownRegion", "Did you mean 'europe-west4'?")]
    [InlineData("Register-FederatedDataset x -Uri bucket/x -Region europe-west4 -SizeGB 1", "InvalidDatasetUri", "'bucket/x' does not say where data is")]
    [InlineData("Register-FederatedDataset Not_A_Name -Uri gs://b -Region europe-west4 -SizeGB 1", "Invalid", "RFC 1123")]
    [InlineData("Get-FederatedDataset boks", "DatasetNotFound", "Did you mean 'books'?")]
    [InlineData("Unregister-FederatedDataset boks", "DatasetNotFound", "Did you mean 'books'?")]
    public void Bad_input_is_one_clear_error(string command, string id, string message)
    {
        Shell.Run("New-Federation prod; Register-FederatedDataset books -Uri gs://b -Region us-west1 -SizeGB 1");
        AssertError(Shell.Error(command), id, message);
    }
}
