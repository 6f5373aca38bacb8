namespace Geofed.Cmdlets.Tests;

public class ImmutableFieldTests
{
    [Theory]
    [InlineData("""Job.batch "a" is invalid: spec.template: Invalid value: {"a":{"b":"c"}}: field is immutable""", """Job.batch "a" is invalid: spec.template: field is immutable""")]
    [InlineData("""x: [spec.a: Invalid value: {"a":1}: must be 2, spec.b: Invalid value: {"b":{}}: field is immutable]""", """x: [spec.a: Invalid value: {"a":1}: must be 2, spec.b: field is immutable]""")]
    [InlineData("""spec.a: Invalid value: {"a":1}: must be 2""", """spec.a: Invalid value: {"a":1}: must be 2""")]
    [InlineData("spec.clusterIP: Invalid value: \"1.2.3.4\": field is immutable", "spec.clusterIP: Invalid value: \"1.2.3.4\": field is immutable")]
    public void Only_the_documents_of_what_is_immutable_are_left_out(string message, string shortened) => Assert.Equal(shortened, ImmutableField.Shortened(message));
}
